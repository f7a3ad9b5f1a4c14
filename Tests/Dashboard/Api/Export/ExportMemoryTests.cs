using System.Globalization;
using System.Text.Json;
using CityOps.Core.Readings;
using CityOps.Simulators.Verbs;
using CityOps.Tests.EndToEnd;
using CityOps.Tests.Simulators.Verbs;

namespace CityOps.Tests.Dashboard.Api.Export;

/// <summary>Half a million readings of a year, imported and exported by the program as a user starts it.</summary>
public sealed class ExportMemoryTests
{
    const int Devices = 6;
    const int OfDevice = 365 * 24 * 10;
    const string Year = "from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z";
    static readonly DateTimeOffset Start = DateTimeOffset.Parse("2025-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Year_NeedsFarLessMemoryThanItsFile()
    {
        using var folder = new TempFolder();
        var file = Write(folder.File("year.csv"));
        await using (var city = await StartAsync(folder))
        {
            using var output = new StringWriter();
            Assert.Equal(ExitCodes.Done, await new CommandRun(output, output).InvokeAsync(
                ["import", file, "--host", "localhost", "--port", $"{city.MqttPort}", "--city", city.BaseAddress.ToString()]));
            Assert.Contains($"; {Devices * OfDevice} readings taken, 0 refused.", output.ToString(), StringComparison.Ordinal);
            Assert.Equal(0, await city.StopAsync("TERM"));
        }

        var started = Instants.ToRfc3339(Json.Now);
        await using var fresh = await StartAsync(folder);
        // Roll-ups of the year, which need memory of their own.
        await Eventually.SatisfiesAsync(
            () => fresh.ItemsAsync("/jobs"), jobs => IsOver(jobs, "rollups", started) && IsOver(jobs, "daily-report", started), "no job works on what was imported", TimeSpan.FromMinutes(3));
        await SaveAsync(fresh, "series=yr-0:pm10&from=2025-06-01T00:00:00Z&to=2025-06-01T01:00:00Z", folder.File("hour.csv"));
        var before = fresh.PeakMegabytes();
        await SaveAsync(fresh, $"series={string.Join(',', Enumerable.Range(0, Devices).Select(i => $"yr-{i}:pm10"))}&{Year}", folder.File("again.csv"));
        var grown = fresh.PeakMegabytes() - before;
        Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(folder.File("again.csv"))), "the export differs from the file that was imported");
        // Measured: 1 to 2 MB. All rows as text, or as objects, would be more than the file.
        Assert.InRange(grown, 0, new FileInfo(file).Length / 1e6);
    }

    static bool IsOver(List<JsonElement> jobs, string id, string started) => jobs.Single(job => job.Text("id") == id) is var job &&
        job.GetProperty("running").ValueKind == JsonValueKind.Null && job.GetProperty("last") is { ValueKind: JsonValueKind.Object } last && string.CompareOrdinal(last.Text("startedAt"), started) >= 0;

    static Task<CityProcess> StartAsync(TempFolder folder) => CityProcess.StartAsync(folder.File("city"), "Development", "--Ingestion:MaxAge=3650.00:00:00");

    static async Task SaveAsync(CityProcess city, string query, string path)
    {
        using var answer = await city.Http.GetAsync($"/api/v1/export?{query}", HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var file = File.Create(path);
        await answer.Content.CopyToAsync(file);
    }

    static string Write(string path)
    {
        using var file = new StreamWriter(path) { NewLine = "\r\n" };
        file.WriteLine("time,series,value,unit,quality,domain");
        for (var device = 0; device < Devices; device++)
        {
            for (var i = 0; i < OfDevice; i++)
            {
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Start.AddMinutes(i * 6):yyyy-MM-dd'T'HH:mm:ss.fff'Z'},yr-{device}:pm10,{10 + (i % 17)},ug/m3,good,air"));
            }
        }

        return path;
    }
}
