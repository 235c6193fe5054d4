"""When things start by themselves: cron lines, time zones, and the schedules people make of them."""
