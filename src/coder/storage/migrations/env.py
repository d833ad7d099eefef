"""Runs the migrations on the connection that `coder.storage.migrate` hands over."""

from alembic import context

from coder.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
