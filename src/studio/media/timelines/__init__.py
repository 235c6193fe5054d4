"""A film as other programs for cutting take it over: OpenTimelineIO, and edit decision lists."""
