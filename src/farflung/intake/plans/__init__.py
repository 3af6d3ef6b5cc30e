"""Plans in: stored ones (JSON), and rosters of any kind (CSV, ICS) taken for plans."""
