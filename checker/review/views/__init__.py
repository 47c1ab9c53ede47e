"""What a store tells when its reports are put side by side.

Each view is a `Table`: a name, the names of its columns, and the SQL that gives its rows. `prepare` makes the temporary
tables that they stand on; the renderers of `review.show` run the SQL and write what it gives, row by row.

    prepare ─▶ matrix · figures · years · repeats · duties ─▶ tables ─▶ show
"""

from __future__ import annotations
