"""Pictures by their address: the chart a page shows and the sheet with the same numbers, for page and download alike."""
