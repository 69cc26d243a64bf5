"""The clean text of an outline → mentions: times, quantities, responsible bodies, cells of tables of figures."""
