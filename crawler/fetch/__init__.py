"""The downloader's side: which addresses may be asked, how politely, and what an answer or its absence means."""
