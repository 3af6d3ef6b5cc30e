"""Who works here, where and when: people, teams, entities, places, patterns, stays, absences, holidays."""
