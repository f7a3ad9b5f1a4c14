using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>A city that has a time of its own, and goes through it faster than we do.</summary>
public sealed class ProcessClockTests
{
    const double Speed = 100;
    static readonly DateTimeOffset Start = new(2026, 1, 14, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ScaledClock_IsTheTimeOfReadingsAndGoesFaster()
    {
        using var data = new TempFolder();
        await using (var city = await StartAsync(data, Start))
        {
            await city.PublishAsync("cityops/v1/air/aq-1/readings", """{"m":{"pm10":41}}""");
            var received = await ReceivedAtAsync(city);
            Assert.InRange(received, Start, Start.AddHours(3));

            var (began, then) = (TimeProvider.System.GetTimestamp(), await AsOfAsync(city));
            await Eventually.SatisfiesAsync(() => AsOfAsync(city), now => now - then >= TimeSpan.FromMinutes(2), "two minutes of the city's");
            var gone = await AsOfAsync(city) - then;
            // The answer to the first question may have been on its way for a while.
            Assert.InRange(gone / TimeProvider.System.GetElapsedTime(began), Speed / 4, Speed * 1.01);
            Assert.Equal(0, await city.StopAsync());
        }

        // The same files cannot be those of a city in which it is earlier.
        var (exitCode, output) = await CityProcess.RunToExitAsync(
            FreePort.Next(), FreePort.Next(), data.Path, "Development", "--Demo:Enabled=false", StartSetting(Start.AddDays(-1)));
        Assert.Equal(1, exitCode);
        Assert.Contains("City:Clock:Start: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    static Task<CityProcess> StartAsync(TempFolder data, DateTimeOffset start) =>
        CityProcess.StartAsync(data.Path, "Development", StartSetting(start), string.Create(CultureInfo.InvariantCulture, $"--City:Clock:Speed={Speed}"));

    static string StartSetting(DateTimeOffset start) => string.Create(CultureInfo.InvariantCulture, $"--City:Clock:Start={start:O}");

    static async Task<DateTimeOffset> ReceivedAtAsync(CityProcess city)
    {
        var items = await Eventually.SatisfiesAsync(
            async () => (await city.Http.GetFromJsonAsync<JsonNode>("/api/v1/readings/latest?series=aq-1:pm10"))!["items"]!.AsArray(), items => items.Count == 1, "the reading");
        return DateTimeOffset.Parse((string)items[0]!["receivedAt"]!, CultureInfo.InvariantCulture);
    }

    static async Task<DateTimeOffset> AsOfAsync(CityProcess city) =>
        DateTimeOffset.Parse((string)(await city.Http.GetFromJsonAsync<JsonNode>("/api/v1/ledger"))!["asOf"]!, CultureInfo.InvariantCulture);
}
