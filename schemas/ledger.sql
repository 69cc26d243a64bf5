-- The ledger: one SQLite file. All places are half-open ranges of Unicode code points in `files.text`.
-- Every table is STRICT; rows below a file go when the file goes; decisions stay.
-- The comment after each column is its entry in the data dictionary.

CREATE TABLE runs (                    -- one call of `ingest`: what made the rows (after W3C PROV, an activity)
  id INTEGER PRIMARY KEY,              -- number of the run
  version TEXT NOT NULL,               -- version of chengnuo that read the files
  pack TEXT NOT NULL,                  -- SHA-256 over the rule packs in use
  started TEXT NOT NULL,               -- when it began, ISO 8601 with offset
  ended TEXT                           -- when it ended; empty where it was interrupted
) STRICT;

CREATE TABLE files (                   -- a file as read; one row for one content, however many copies there are
  id INTEGER PRIMARY KEY,              -- number of the file
  sha256 TEXT NOT NULL UNIQUE,         -- SHA-256 of its bytes
  name TEXT NOT NULL,                  -- its name, without folders
  format TEXT NOT NULL,                -- format found in its content: text, pdf, docx, html …
  encoding TEXT,                       -- character encoding, where the format has one
  size INTEGER NOT NULL,               -- bytes
  text TEXT NOT NULL,                  -- the source text: what all places point into
  clean TEXT NOT NULL,                 -- the repaired, simplified text that the rules read
  run INTEGER NOT NULL REFERENCES runs (id)  -- the run that made its rows
) STRICT;
CREATE INDEX files_name ON files (name, sha256);

CREATE TABLE paths (                   -- where a file was found
  path TEXT PRIMARY KEY,               -- absolute path, `-` for standard input
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE  -- the file that was there
) STRICT;
CREATE INDEX paths_file ON paths (file);

CREATE TABLE unread (                  -- files that could not be read, until they can
  path TEXT PRIMARY KEY,               -- absolute path
  kind TEXT NOT NULL,                  -- kind of error: UnreadableFile, UnknownFormat, Died, TimedOut
  reason TEXT NOT NULL,                -- what went wrong, in a line
  run INTEGER NOT NULL REFERENCES runs (id)  -- the run that met it last
) STRICT;

CREATE TABLE meta (                    -- what a file says about itself (author, creation date …)
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  key TEXT NOT NULL,                   -- name of the entry
  value TEXT NOT NULL,                 -- its value
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (                   -- pages of a paged format
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  number INTEGER NOT NULL,             -- page number from 1
  start INTEGER NOT NULL,              -- where its text begins
  "end" INTEGER NOT NULL,              -- where its text ends
  width REAL NOT NULL,                 -- points
  height REAL NOT NULL,                -- points
  PRIMARY KEY (file, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (                  -- runs of the text with a kind of their own
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  kind TEXT NOT NULL,                  -- paragraph, heading, cell, header, footer, footnote …
  start INTEGER NOT NULL,              -- where it begins
  "end" INTEGER NOT NULL,              -- where it ends
  place TEXT NOT NULL,                 -- the place as a reader would cite it
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (               -- a document within a file
  id TEXT PRIMARY KEY,                 -- the first 12 digits of the file's SHA-256, `#`, and the place in the file
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- place in the file, from 1
  start INTEGER NOT NULL,              -- where it begins
  "end" INTEGER NOT NULL,              -- where it ends
  title TEXT,                          -- title
  genre TEXT,                          -- kind of document in its own words: 方案, 通知, 答复 …
  number TEXT,                         -- 发文字号
  issuer TEXT,                         -- 发文机关, full name
  date TEXT,                           -- 成文日期, EDTF
  province TEXT,                       -- province that it speaks for
  city TEXT,                           -- city
  county TEXT,                         -- county or district
  status TEXT NOT NULL CHECK (status IN ('draft', 'final', 'other')),  -- draft (征求意见稿), final, or other
  carrier INTEGER,                     -- place in the file of the document that carries it
  region_code TEXT,                    -- GB/T 2260 code of its county, else its city, else its province
  UNIQUE (file, n)
) STRICT;
CREATE INDEX documents_city ON documents (city, county);

CREATE TABLE tasks (                   -- numbered tasks, rows of task tables
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  document INTEGER NOT NULL,           -- place in the file of its document, from 1
  start INTEGER NOT NULL,              -- where its heading begins
  "end" INTEGER NOT NULL,              -- where its heading ends
  scope_start INTEGER NOT NULL,        -- where all its text begins
  scope_end INTEGER NOT NULL,          -- where all its text ends
  number TEXT NOT NULL,                -- enumerator: 9., （三）
  title TEXT NOT NULL,                 -- heading
  text TEXT NOT NULL,                  -- all its words, clean
  deadline TEXT,                       -- EDTF
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (                   -- expressions of calendar time, after TIMEX3
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  start INTEGER NOT NULL,              -- where it begins
  "end" INTEGER NOT NULL,              -- where it ends
  type TEXT NOT NULL CHECK (type IN ('DATE', 'DURATION', 'SET')),  -- point or range, length, recurrence
  value TEXT NOT NULL,                 -- EDTF, ISO 8601 duration, or a word
  rule TEXT NOT NULL,                  -- the rule that found it
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quantities (              -- numbers with unit and bound; percentages among them
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  start INTEGER NOT NULL,              -- where it begins
  "end" INTEGER NOT NULL,              -- where it ends
  op TEXT NOT NULL,                    -- >=, >, <=, <, =, ~, range
  value REAL NOT NULL,                 -- the number, in `unit`; the lower end of a range
  value_high REAL,                     -- the upper end of a range
  value_exact TEXT NOT NULL,           -- the number as an exact decimal, a range as `low..high`
  unit TEXT,                           -- %, 个百分点, a measure word
  points INTEGER NOT NULL CHECK (points IN (0, 1)),  -- 1 where percentage points are counted
  bound_start INTEGER,                 -- where a bound word on the left begins
  bound_end INTEGER,                   -- where it ends
  rule TEXT NOT NULL,                  -- the rule that found it
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE bodies (                  -- responsible bodies, one row for each body of each task
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  start INTEGER NOT NULL,              -- where the name begins
  "end" INTEGER NOT NULL,              -- where it ends
  name TEXT NOT NULL,                  -- name, simplified and repaired
  role TEXT NOT NULL CHECK (role IN ('lead', 'support')),  -- lead (牵头, 责任) or support (配合)
  task_start INTEGER NOT NULL,         -- where the task's heading begins
  task_end INTEGER NOT NULL,           -- where it ends
  rule TEXT NOT NULL,                  -- the rule that found it
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX bodies_name ON bodies (name);

CREATE TABLE commitments (             -- one row for every measurable or dated statement
  id TEXT PRIMARY KEY,                 -- stays the same where file and place stay the same
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  document INTEGER NOT NULL,           -- place in the file of its document, from 1
  start INTEGER NOT NULL,              -- where the clause begins
  "end" INTEGER NOT NULL,              -- where the clause ends
  value_start INTEGER,                 -- where the numeric expression begins; empty for a milestone
  value_end INTEGER,                   -- where it ends
  status TEXT NOT NULL CHECK (status IN ('pledged', 'achieved')),  -- pledged (to be reached) or achieved
  kind TEXT NOT NULL CHECK (kind IN ('target', 'milestone', 'amount', 'norm')),  -- target, milestone, amount, norm
  indicator TEXT NOT NULL,             -- what is measured, in the text's words
  indicator_id TEXT,                   -- the same under its canonical name
  subject TEXT,                        -- whom or what it applies to, where the text splits it (小学, 农村)
  op TEXT,                             -- >=, >, <=, <, =, ~, range; empty for a milestone
  value REAL,                          -- the number, in `unit`; the lower end of a range
  value_high REAL,                     -- the upper end of a range
  value_exact TEXT,                    -- the number as an exact decimal, a range as `low..high`
  unit TEXT,                           -- %, 所, 人, 元 …
  change TEXT CHECK (change IN ('increase', 'decrease')),  -- where the number is a change, not a level
  baseline TEXT,                       -- EDTF of the state that a change is counted from
  deadline TEXT,                       -- EDTF of the time by which it is, or was, to be reached
  deadline_start INTEGER,              -- where the words of the deadline begin
  deadline_end INTEGER,                -- where they end
  recurrence TEXT,                     -- 每年, 每学期 …
  binding TEXT CHECK (binding IN ('must', 'strive', 'encourage')),  -- strength of the wording
  scope TEXT,                          -- region or group of bodies that it holds for
  restated INTEGER NOT NULL CHECK (restated IN (0, 1)),  -- 1 where another document is cited for it
  restated_from TEXT,                  -- the document cited
  task_start INTEGER,                  -- where the heading of its task begins
  task_end INTEGER,                    -- where it ends
  quote TEXT NOT NULL,                 -- the clause, exactly as in the source
  page INTEGER,                        -- page of the number or clause
  place TEXT NOT NULL,                 -- the place as a reader would cite it
  rule TEXT NOT NULL,                  -- the rule that made it
  FOREIGN KEY (file, document) REFERENCES documents (file, n) ON DELETE CASCADE
) STRICT;
CREATE INDEX commitments_file ON commitments (file, n);
CREATE INDEX commitments_indicator ON commitments (indicator_id, status);
CREATE INDEX commitments_deadline ON commitments (deadline);

CREATE TABLE commitment_units (        -- lead bodies of a commitment's task
  commitment TEXT NOT NULL REFERENCES commitments (id) ON DELETE CASCADE,  -- the commitment
  n INTEGER NOT NULL,                  -- order in the list
  name TEXT NOT NULL,                  -- name of the body
  PRIMARY KEY (commitment, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_units_name ON commitment_units (name);

CREATE TABLE doubts (                  -- what may be wrong with a finding or a file
  id INTEGER PRIMARY KEY,              -- order of storing
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  layer TEXT NOT NULL,                 -- files, times, quantities, bodies, commitments: the table it is about
  n INTEGER NOT NULL,                  -- the row's `n` in that table; 0 for the file
  code TEXT NOT NULL,                  -- kind of doubt
  start INTEGER NOT NULL,              -- where the doubtful words begin
  "end" INTEGER NOT NULL,              -- where they end
  reason TEXT NOT NULL,                -- why
  alternatives TEXT NOT NULL           -- other readings, one a line
) STRICT;
CREATE INDEX doubts_file ON doubts (file, layer, n);

CREATE TABLE rejections (              -- findings that were not kept
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  layer TEXT NOT NULL,                 -- dates, percentages, units, commitments
  start INTEGER NOT NULL,              -- where it would have begun
  "end" INTEGER NOT NULL,              -- where it would have ended
  reason TEXT NOT NULL,                -- why not
  PRIMARY KEY (file, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE passages (                -- lines of the clean text, for search
  id INTEGER PRIMARY KEY,              -- row of the index
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  n INTEGER NOT NULL,                  -- order within the file
  document INTEGER NOT NULL,           -- place in the file of its document, from 1
  clean_start INTEGER NOT NULL,        -- where it begins in the clean text
  clean_end INTEGER NOT NULL,          -- where it ends in the clean text
  start INTEGER NOT NULL,              -- where it begins
  "end" INTEGER NOT NULL,              -- where it ends
  text TEXT NOT NULL                   -- its words, clean
) STRICT;
CREATE INDEX passages_file ON passages (file, start);

CREATE TABLE decisions (               -- what people decided about the machine's rows; never deleted by a run
  id INTEGER PRIMARY KEY,              -- order of deciding
  commitment TEXT NOT NULL,          -- id of the commitment; it may be gone after a change of rules
  sha256 TEXT NOT NULL,                -- the file, so that the place can be found again
  start INTEGER NOT NULL,              -- where the clause begins
  "end" INTEGER NOT NULL,              -- where the clause ends
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'correct', 'reject', 'note')),  -- what was decided
  field TEXT,                          -- the field corrected
  value TEXT,                          -- its right value as JSON
  note TEXT,                           -- remark
  reviewer TEXT NOT NULL,              -- who
  decided TEXT NOT NULL                -- when, ISO 8601
) STRICT;
CREATE INDEX decisions_commitment ON decisions (commitment);

CREATE TABLE additions (               -- commitments that people added where the machine missed them; never deleted by a run
  id TEXT PRIMARY KEY,                 -- id of the commitment
  sha256 TEXT NOT NULL,                -- the file
  document INTEGER NOT NULL,           -- place in the file of its document, from 1
  start INTEGER NOT NULL,              -- where its words begin
  "end" INTEGER NOT NULL,              -- where they end
  fields TEXT NOT NULL,                -- its fields as JSON
  quote TEXT NOT NULL,                 -- its words, exactly as in the source
  page INTEGER,                        -- page of the words
  place TEXT NOT NULL,                 -- the place as a reader would cite it
  indicator_id TEXT,                   -- its indicator under its canonical name
  note TEXT,                           -- remark
  reviewer TEXT NOT NULL,              -- who
  decided TEXT NOT NULL                -- when, ISO 8601
) STRICT;

CREATE TABLE overruled (               -- the machine's rows that decisions corrected or rejected
  id TEXT PRIMARY KEY,                 -- id of the commitment
  file INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,  -- the file
  row TEXT NOT NULL,                   -- the machine's row of `commitments` as JSON, by column
  units TEXT NOT NULL                  -- its lead bodies as a JSON list
) STRICT;
CREATE INDEX overruled_file ON overruled (file);

CREATE VIRTUAL TABLE passage_words USING fts5 (words, content = '', tokenize = 'unicode61');

CREATE VIEW ledger AS                  -- one row a commitment, with its document and file: for reading by hand
SELECT
  c.id, coalesce(d.city, '') || coalesce(d.county, '') AS city, d.province, d.region_code,
  d.title, d.genre,
  d.status AS document_status, d.date AS document_date, d.number AS document_number, d.issuer,
  c.indicator, c.indicator_id, c.subject, c.status, c.kind, c.op, c.value, c.value_high, c.unit, c.change, c.baseline,
  c.deadline, c.recurrence, c.binding, c.scope, c.restated,
  (SELECT group_concat(name, '、') FROM (SELECT name FROM commitment_units WHERE commitment = c.id ORDER BY n)) AS units,
  c.quote, f.name AS source, d.id AS document, c.page, c.place
FROM commitments AS c
JOIN documents AS d ON d.file = c.file AND d.n = c.document
JOIN files AS f ON f.id = c.file;
