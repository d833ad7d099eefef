"""Reading survey files (csv, xlsx, sav) and planning what an import will do."""
