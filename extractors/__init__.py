"""Rule packs: the Chinese words, patterns and tables that the stages work with, as TOML with examples."""
