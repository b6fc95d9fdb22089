package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.cloud.Dice;

/** When an organisation works: its office hours, weekends and weeks of holidays. */
public final class Calendar {

    private static final int WEEK = 7;

    private final int officeHour;
    private final int holidayWeek;

    Calendar(Dice dice) {
        this.officeHour = dice.between(1, 16);
        this.holidayWeek = dice.between(2, 7);
    }

    public Day day(int number) {
        boolean isWeekend = number % WEEK >= 5;
        boolean isHoliday = number / WEEK == holidayWeek;
        long start = Organisation.START_MILLIS + number * Day.MILLIS;
        return new Day(number, start, officeHour, !isWeekend && !isHoliday);
    }
}
