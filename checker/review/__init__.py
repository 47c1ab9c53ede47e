"""Many reports: files → results in a store (`run`), and the store (`store`, `schema`) that every view of `fazhi review` reads.

    files ──run (worker processes: jobs, rows)──▶ store (DuckDB) ──▶ views
Views ask the store in SQL, from the view `reports` on; `load.load_result` brings a whole `CheckResult` back for the outputs.
"""

from __future__ import annotations
