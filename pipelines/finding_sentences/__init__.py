"""What a finding says in Dutch: per code what is expected and how to mend it, a file per kind of delivery."""
