"""The tables of the store, one step for each version; `STEPS[n]` makes version n + 1 of version n. A step is never changed.

Whatever stands in a report's text is told by place: `start` and `stop` count code points of `texts.text`, half-open, so
that `text[start + 1 : stop]` in SQL (slices count from 1) is the quotation. `result` is the key throughout: the first 64
bits of a hash of (digest, rules, program, overrides, listed).

- files: one row for each file. `digest`: sha256 of its bytes, NULL when they could not be read. Either `result` or `reason`
  is set. `replaced`: the path now holds the report of another year; this one is still the unit's report of its year.
- results: one row for each thing judged. `rules`: digest of the checklist. `program`: version and optional readers.
  `overrides`: JSON of what the list of units says of the file, '' = nothing. `listed`: the level that the list of units gives
  the unit by its name, '' = none. `parent`: of the unit, as told by text and gazetteer. `applicable` … `not_applicable`: counts
  of statuses. `seconds`: of reading and judging.
- texts: what was read. sections: in order, `parent` is a position. items: one row for each item; `waiver` of `Result` is not
  kept, a review has none. evidence: `place` 0 is the best; `section` is a position in sections or NULL.
- findings, facts: as in the model, in order of `place`.
- sentences: the sentences of at least 10 characters, `hash` with figures and the unit's name masked (see rows.sentence_rows).
- checklists, checklist_groups, checklist_items: names for ids, for each `rules` that results were made by.
- units: the list of units given last. `year` NULL = every year, `file` NULL = told by the unit's name; `line` in the list.

Views: `reports` is what stands for the files: one row for each result that a file leads to, the list of units applied
(`parent`), with the first `path` and the number of `files`. `unreadable`: path, digest, reason. `item_results`: items of
`reports` with title, group and the best quotation. `finding_results`: findings of `reports` with the quotation.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE files (path VARCHAR NOT NULL, size BIGINT, mtime_ns BIGINT, digest VARCHAR, result UBIGINT, reason VARCHAR,
  program VARCHAR NOT NULL, replaced BOOLEAN NOT NULL);
CREATE TABLE results (result UBIGINT NOT NULL, digest VARCHAR NOT NULL, rules VARCHAR NOT NULL, program VARCHAR NOT NULL,
  overrides VARCHAR NOT NULL, listed VARCHAR NOT NULL, unit VARCHAR, level VARCHAR, tier VARCHAR, parent VARCHAR, year INTEGER,
  kind VARCHAR NOT NULL, title VARCHAR, characters INTEGER NOT NULL, applicable INTEGER NOT NULL, covered INTEGER NOT NULL,
  partial INTEGER NOT NULL, admitted INTEGER NOT NULL, planned INTEGER NOT NULL, missing INTEGER NOT NULL,
  not_applicable INTEGER NOT NULL, notes VARCHAR[] NOT NULL, seconds DOUBLE NOT NULL);
CREATE TABLE texts (result UBIGINT NOT NULL, text VARCHAR NOT NULL);
CREATE TABLE sections (result UBIGINT NOT NULL, position INTEGER NOT NULL, heading VARCHAR NOT NULL, depth INTEGER NOT NULL,
  role VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, parent INTEGER);
CREATE TABLE items (result UBIGINT NOT NULL, place INTEGER NOT NULL, item VARCHAR NOT NULL, status VARCHAR NOT NULL,
  force VARCHAR NOT NULL, unmet VARCHAR[] NOT NULL, hints VARCHAR[] NOT NULL, review VARCHAR, suggest VARCHAR,
  nearest_start INTEGER, nearest_stop INTEGER, nearest_line INTEGER);
CREATE TABLE evidence (result UBIGINT NOT NULL, item VARCHAR NOT NULL, place INTEGER NOT NULL, need VARCHAR, role VARCHAR NOT NULL,
  section INTEGER, start INTEGER NOT NULL, stop INTEGER NOT NULL, line INTEGER NOT NULL);
CREATE TABLE findings (result UBIGINT NOT NULL, place INTEGER NOT NULL, "check" VARCHAR NOT NULL, severity VARCHAR NOT NULL,
  message VARCHAR NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, line INTEGER NOT NULL, stated VARCHAR, expected VARCHAR,
  fix VARCHAR, source VARCHAR);
CREATE TABLE facts (result UBIGINT NOT NULL, place INTEGER NOT NULL, name VARCHAR, value DOUBLE NOT NULL, unit VARCHAR NOT NULL,
  approximate BOOLEAN NOT NULL, period INTEGER, start INTEGER NOT NULL, stop INTEGER NOT NULL);
CREATE TABLE sentences (result UBIGINT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, hash UBIGINT NOT NULL);
CREATE TABLE checklists (rules VARCHAR NOT NULL, id VARCHAR NOT NULL, version VARCHAR NOT NULL, title VARCHAR NOT NULL);
CREATE TABLE checklist_groups (rules VARCHAR NOT NULL, position INTEGER NOT NULL, "group" VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE checklist_items (rules VARCHAR NOT NULL, position INTEGER NOT NULL, item VARCHAR NOT NULL, title VARCHAR NOT NULL,
  "group" VARCHAR NOT NULL);
"""

_UNITS = """
CREATE TABLE units (unit VARCHAR NOT NULL, level VARCHAR NOT NULL, parent VARCHAR, year INTEGER, file VARCHAR, line INTEGER NOT NULL);
CREATE VIEW reports AS
  WITH current AS (SELECT result, min(path) AS path, count(*) AS files FROM files WHERE result IS NOT NULL GROUP BY result),
  listed AS (
    SELECT r.result, min(u.parent) AS parent FROM current JOIN results r USING (result) JOIN units u ON u.unit = r.unit
    WHERE u.parent IS NOT NULL AND (u.year IS NULL OR u.year = r.year) AND (r.parent IS NULL OR r.parent = u.parent OR u.file IS NOT NULL
      OR (SELECT count(DISTINCT v.parent) FROM units v WHERE v.unit = r.unit) = 1)
    GROUP BY r.result HAVING count(DISTINCT u.parent) = 1)
  SELECT current.path, current.files, r.* REPLACE (coalesce(listed.parent, r.parent) AS parent)
  FROM current JOIN results r USING (result) LEFT JOIN listed USING (result);
CREATE VIEW unreadable AS SELECT path, digest, reason FROM files WHERE reason IS NOT NULL;
CREATE VIEW item_results AS
  SELECT i.*, c.title, c."group", c.position, e.start, e.stop, e.line, t.text[e.start + 1 : e.stop] AS quote
  FROM reports r JOIN items i USING (result) JOIN checklist_items c ON c.rules = r.rules AND c.item = i.item
  LEFT JOIN evidence e ON e.result = i.result AND e.item = i.item AND e.place = 0 LEFT JOIN texts t ON t.result = i.result;
CREATE VIEW finding_results AS
  SELECT f.*, t.text[f.start + 1 : f.stop] AS quote FROM reports JOIN findings f USING (result) JOIN texts t USING (result);
"""

STEPS = (_TABLES, _UNITS)
VERSION = len(STEPS)
