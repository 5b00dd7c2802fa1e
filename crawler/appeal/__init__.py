"""The appeal file: proof of what stood on a site, chained from run to run, in one ZIP that anybody can check."""
