#!/bin/sh
# Starts Daodi as npm does (start, demo, daodi), small: heap and memory pool for a county on 2 GB. What glibc frees goes back to the system instead of being kept per
# thread: some 80 MB of the server and 25 MB of PostgreSQL; but not the 2 MB that the next statement needs again (docs/decisions/0034). A setting of your own wins.
# V8 is told not to guess which objects will live long: a wrong guess holds whole requests until the next great collection.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-1048576}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-2097152}"
export MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-524288}"
exec node --max-old-space-size=640 --max-semi-space-size=8 --no-allocation-site-pretenuring "$(dirname "$0")/daodi.mjs" "$@"
