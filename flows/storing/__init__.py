"""Records to the warehouse: check and split, write Parquet, build and publish the DuckDB file."""
