using System.Text;
using CityOps.Core.Readings;
using CityOps.Simulators.Import;
using CityOps.Simulators.Import.Rows;

namespace CityOps.Tests.Simulators.Import;

public sealed class ImportMessageTests
{
    const long At = 1_768_284_600_000;

    [Fact]
    public void OneMoment_IsOneRecord_UnlessAQuantityComesTwice()
    {
        using var message = new ImportMessage();
        Assert.True(message.TryAdd(Row("pm10", 0, 34.2)));
        Assert.True(message.TryAdd(Row("no2", 0, 20, unit: "")));
        Assert.True(message.TryAdd(Row("pm10", 0, -5_000)));
        Assert.True(message.TryAdd(Row("pm10", 1, 1e-7)));
        Assert.Equal(("cityops/v1/air/aq-1/readings", 4), (message.Topic, message.Readings));
        Assert.Equal(
            """[{"ts":"2026-01-13T06:10:00.000Z","m":{"pm10":{"v":34.2,"u":"ug/m3"},"no2":20}},{"ts":"2026-01-13T06:10:00.000Z","m":{"pm10":{"v":-5000,"u":"ug/m3"}}},"""
            + """{"ts":"2026-01-13T06:10:00.001Z","m":{"pm10":{"v":1E-07,"u":"ug/m3"}}}]""",
            Encoding.UTF8.GetString(message.Finish()));
    }

    [Fact]
    public void AnotherDeviceDomainOrTheSixtyFirstRecord_BelongsIntoAnotherMessage()
    {
        using var message = new ImportMessage();
        for (var i = 0; i < 60; i++)
        {
            Assert.True(message.TryAdd(Row("pm10", i, i)));
        }

        Assert.False(message.TryAdd(Row("pm10", 60, 60)));
        Assert.True(message.TryAdd(Row("no2", 59, 1)));
        Assert.False(message.TryAdd(Row("o3", 59, 1, device: "aq-2")));
        Assert.False(message.TryAdd(Row("o3", 59, 1, domain: "water")));
        Assert.Equal(61, message.Readings);
        message.Finish();
        Assert.Equal(0, message.Readings);
        Assert.True(message.TryAdd(Row("o3", 59, 1, device: "aq-2", domain: "water")));
        Assert.Equal("cityops/v1/water/aq-2/readings", message.Topic);
    }

    static ImportRow Row(string quantity, long after, double value, string device = "aq-1", string domain = "air", string unit = "ug/m3") =>
        new(At + after, new SeriesId(device, quantity), domain, value, unit);
}
