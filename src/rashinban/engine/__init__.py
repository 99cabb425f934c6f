"""The only place that knows DuckDB or Spark: run SQL over Parquet, and keep files and manifests safe."""

from rashinban.engine.core import Engine, open_engine

__all__ = ["Engine", "open_engine"]
