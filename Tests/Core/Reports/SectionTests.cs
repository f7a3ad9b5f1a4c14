using CityOps.Core.Reports;

namespace CityOps.Tests.Core.Reports;

/// <summary>From series to the lines of a report.</summary>
public sealed class SectionTests
{
    static readonly ReportDay Day = SomeDay.Winter;

    [Fact]
    public void Air_IsComparedOnLegalDays_AndCountsTheYear()
    {
        var air = new AirSection(Day);
        var legal = (int)((Day.LegalFrom - air.From) / SomeDay.HourMs);
        // Twelve days of the year: each second one above 50, the last at 60.
        var hours = legal + 24;
        air.Add(SomeDay.Series("aq-1", "pm10", "air", air.From, hours, hour => ((hour - 7) / 24) % 2 == 1 ? 60 : 40, unit: "ug/m3"));
        var figure = Assert.Single(air.Build().Items);
        Assert.Equal((60, 50, 6, 35, true, 1.0), (figure.Value, figure.Limit, figure.YearCount, figure.Allowed, figure.Exceeds, figure.Capture));
    }

    [Fact]
    public void Air_NearestToItsLimitStandsFirst_AndWhatHasNoLimitLast()
    {
        var air = new AirSection(Day);
        air.Add(SomeDay.Series("aq-1", "pm25", "air", Day.LegalFrom, 24, _ => 80, unit: "ug/m3"));
        air.Add(SomeDay.Series("aq-2", "pm10", "air", Day.LegalFrom, 24, _ => 30, unit: "ug/m3"));
        air.Add(SomeDay.Series("aq-3", "no2", "air", Day.LegalFrom, 24, _ => 190, unit: "ug/m3"));
        air.Add(SomeDay.Series("aq-4", "pm10", "air", Day.LegalFrom, 10, _ => 90, unit: "ug/m3"));
        var figures = air.Build().Items;
        Assert.Equal(["no2", "pm10", "pm10", "pm25"], figures.Select(figure => figure.Quantity));
        Assert.Equal((null, false, 10 / 24.0), (figures[2].Value, figures[2].Exceeds, figures[2].Capture));
        Assert.Null(figures[3].Limit);
    }

    [Fact]
    public void Traffic_AddsUpTheDetectorsOfAStation_AndItsSpeedIsThatOfTheVehicles()
    {
        var traffic = new TrafficSection(Day);
        traffic.Add(SomeDay.Series("tr-1", "flow", "traffic", Day.From, 24, hour => hour == 8 ? 900 : 100), SomeDay.Hours(Day.WeekBeforeFrom, 24, _ => 50));
        traffic.Add(SomeDay.Series("tr-2", "flow", "traffic", Day.From, 24, _ => 100), null);
        traffic.Add(SomeDay.Series("tr-3", "flow", "traffic", Day.From, 12, _ => 10, station: "Vič"), null);
        traffic.Add(SomeDay.Series("tr-4", "flow", "traffic", Day.From, 0, _ => 0, station: "Silent"), SomeDay.Hours(Day.WeekBeforeFrom, 24, _ => 50));
        // 100 vehicles an hour at 50 and as many at 25 km/h are 33.3 on the mean, not 37.5.
        traffic.Add(SomeDay.Series("tr-2", "speed", "traffic", Day.From, 24, hour => hour % 2 == 0 ? 50 : 25), null);
        var figures = traffic.Build().Items;
        Assert.Equal(["Center", "Vič"], figures.Select(figure => figure.Station));
        Assert.Equal((5_600, 1_200, Day.From + (8 * SomeDay.HourMs), 1_000), (figures[0].Vehicles, figures[0].WeekBefore, figures[0].BusiestFrom, figures[0].BusiestFlow));
        Assert.Equal(100 / 3.0, figures[0].Speed!.Value, 6);
        Assert.Equal((null, null, 0.5), (figures[1].WeekBefore, figures[1].Speed, figures[1].Capture));
    }

    [Fact]
    public void Utilities_HaveMeanAndExtremesWithPlaceAndHour()
    {
        var utilities = new UtilitySection(Day);
        utilities.Add(SomeDay.Series("w-1", "pressure", "water", Day.From, 24, hour => hour == 3 ? 2 : 4, unit: "bar"), SomeDay.Hours(Day.WeekBeforeFrom, 24, _ => 5));
        utilities.Add(SomeDay.Series("w-2", "pressure", "water", Day.From, 24, hour => hour == 20 ? 8 : 4, unit: "bar", station: "Vič"), SomeDay.Hours(Day.WeekBeforeFrom, 0, _ => 0));
        var figure = Assert.Single(utilities.Build());
        Assert.Equal(("water", "pressure", 2, 5), (figure.Domain, figure.Quantity, figure.Series, figure.WeekBefore));
        Assert.Equal(194 / 48.0, figure.Mean, 10);
        Assert.Equal(new UtilityExtreme(2, "Center", Day.From + (3 * SomeDay.HourMs)), figure.Lowest);
        Assert.Equal(new UtilityExtreme(8, "Vič", Day.From + (20 * SomeDay.HourMs)), figure.Highest);
    }

    [Fact]
    public void Availability_NamesStationsThatSaidNothingAllDay()
    {
        var availability = new AvailabilitySection(Day);
        Assert.False(availability.HasReadings);
        availability.Add(SomeDay.Series("aq-1", "pm10", "air", Day.From, 24, _ => 1));
        availability.Add(SomeDay.Series("aq-1", "no2", "air", Day.From, 0, _ => 1));
        availability.Add(SomeDay.Series("aq-2", "pm10", "air", Day.From - (24 * SomeDay.HourMs), 24, _ => 1, station: "Vič"));
        Assert.True(availability.HasReadings);
        Assert.Equal(["Vič"], availability.SilentStations.Select(station => station.Name));
        Assert.Equal(new AvailabilityFigure("air", 2, 3, 2, 1 / 3.0), Assert.Single(availability.Build()));
    }

    [Fact]
    public void Readings_AskForWhatIsFullEmptyOrSilent()
    {
        var figures = new ReportFigures(Day);
        Add("bin-1", "fill", "waste", hour => hour == 23 ? 95 : 10, "A");
        Add("bin-2", "fill", "waste", hour => hour == 23 ? 5 : 95, "B"); // emptied in the evening
        Add("aq-1", "battery", "air", _ => 12, "C");
        Add("aq-2", "pm10", "air", _ => double.NaN, "D");
        Add("aq-3", "pm10", "air", _ => double.NaN, "E");
        Add("aq-4", "battery", "air", _ => 3.6, "F", "V");
        var tasks = figures.Tasks(figures.Air.Build(), station => station.Name == "E").ToList();
        Assert.Equal(["FullBin A", "LowBattery C", "SilentStation D"], tasks.Select(task => $"{task.Kind} {string.Join(",", task.Names.Select(name => name.En))}"));

        void Add(string device, string quantity, string domain, Func<int, double> value, string station, string unit = "%")
        {
            var series = SomeDay.Series(device, quantity, domain, Day.From, 24, value, unit: unit, station: station);
            figures.Add(series, ReportFigures.WantsWeekBefore(series.Series) ? SomeDay.Hours(Day.WeekBeforeFrom, 0, _ => 0) : null);
        }
    }
}
