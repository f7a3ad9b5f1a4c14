using CityOps.Simulators.City;

namespace CityOps.Tests.Simulators.City.Sky;

/// <summary>The weather of a year, and how it hangs together.</summary>
public sealed class ClimateTests
{
    static readonly long NewYear = Cities.At("2026-01-01 00:00");
    static readonly IReadOnlyList<Moment> Year = [.. Enumerable.Range(0, 365 * 96).Select(n => Cities.Usual.MomentAt(NewYear + n * 15 * Cities.Minute))];

    [Fact]
    public void A_year_has_the_rain_of_Ljubljana_and_most_of_its_time_is_dry()
    {
        var years = Enumerable.Range(0, 6).Select(seed => SimulatedCity.Build(seed, SimulatedCity.FewestStations))
            .Select(city => Enumerable.Range(0, 365 * 24 * 3).Sum(n => city.MomentAt(NewYear + n * 20 * Cities.Minute).Weather.Rain / 3)).ToList();
        Assert.All(years, mm => Assert.InRange(mm, 950, 1_800));
        Assert.InRange(years.Average(), 1_200, 1_500);
        Assert.InRange(Year.Count(m => m.Weather.Rain > 0.1) / (double)Year.Count, 0.08, 0.25);
        Assert.InRange(Year.Max(m => m.Weather.Rain), 6, 40);
    }

    [Fact]
    public void Months_have_their_temperatures()
    {
        Assert.InRange(Year.Where(m => m.DayOfYear < 32).Average(m => m.Outdoor), -3, 3);
        Assert.InRange(Year.Where(m => m.DayOfYear is > 182 and < 213).Average(m => m.Outdoor), 20, 24);
        Assert.InRange(Year.Max(m => m.Outdoor), 28, 36);
        Assert.InRange(Year.Min(m => m.Outdoor), -14, -3);
    }

    [Fact]
    public void Cold_air_fills_the_basin_for_days_between_October_and_March_and_a_front_ends_it_within_hours()
    {
        Assert.All(Year.Where(m => m.DayOfYear is > 105 and < 260), m => Assert.True(m.Inversion < 0.2));
        var episodes = Runs(m => m.Inversion > 0.5);
        Assert.InRange(episodes.Count, 4, 25);
        Assert.InRange(episodes.Max(e => e.To - e.From) / 96.0, 3, 11);
        Assert.All(episodes.Where(e => e.To - e.From > 96), e => Assert.InRange(Year[(e.From + e.To) / 2].Weather.Wind, 0, 2));
        Assert.All(episodes.Where(e => e.To - e.From > 96 && e.To + 48 < Year.Count), e =>
        {
            Assert.True(Year[e.To + 24].Inversion < 0.3, "swept out six hours later");
            Assert.True(Year.Skip(e.To).Take(48).Max(m => m.Weather.Wind) > 2 * Year[(e.From + e.To) / 2].Weather.Wind);
        });
    }

    [Fact]
    public void Rain_comes_with_clouds_and_leaves_the_air_washed()
    {
        Assert.All(Year.Where(m => m.Weather.Rain > 1), m => Assert.True(m.Weather.Clouds > 0.3));
        Assert.True(Year.Where(m => m.Weather.Rain > 1 && m.Season < 0).Average(m => m.Weather.Washed) > 0.35);
        Assert.All(Year, m => Assert.InRange(m.Weather.Washed, 0, 1));
        Assert.All(Year, m => Assert.InRange(m.Weather.Clouds, 0, 1));
        Assert.All(Year, m => Assert.InRange(m.Weather.Wind, 0, 12));
    }

    [Fact]
    public void Nothing_of_it_jumps_from_one_minute_to_the_next_not_even_when_clocks_change()
    {
        foreach (var day in new[] { "2026-01-14", "2026-03-29", "2026-07-09", "2026-10-25", "2026-12-31" })
        {
            var minutes = Enumerable.Range(0, 1_560).Select(n => Cities.Usual.MomentAt(Cities.At(day) + n * Cities.Minute).Weather).ToList();
            Assert.All(minutes.Zip(minutes.Skip(1)), pair =>
            {
                var (a, b) = pair;
                Assert.True(Math.Abs(a.Outdoor - b.Outdoor) < 0.3, day);
                Assert.True(Math.Abs(a.Wind - b.Wind) < 0.2 && Math.Abs(a.Clouds - b.Clouds) < 0.05 && Math.Abs(a.Inversion - b.Inversion) < 0.02, day);
                Assert.True(Math.Abs(a.Rain - b.Rain) < 1.5, day);
            });
        }
    }

    [Fact]
    public void A_moment_before_and_after_the_years_that_are_worked_out_has_weather_too()
    {
        Assert.All(["1999-07-01 12:00", "2019-12-31 23:59", "2020-01-01 01:01", "2040-01-02 00:00", "2075-01-20 12:00"], civil =>
            Assert.InRange(Cities.Usual.MomentAt(Cities.At(civil)).Outdoor, -15, 36));
    }

    static List<(int From, int To)> Runs(Func<Moment, bool> holds)
    {
        var runs = new List<(int, int)>();
        var from = -1;
        for (var i = 0; i < Year.Count; i++)
        {
            if (holds(Year[i]))
            {
                from = from < 0 ? i : from;
            }
            else if (from >= 0)
            {
                runs.Add((from, i));
                from = -1;
            }
        }

        return runs;
    }
}
