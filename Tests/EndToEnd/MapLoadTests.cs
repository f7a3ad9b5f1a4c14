using System.Globalization;
using System.Text.Json.Nodes;

namespace CityOps.Tests.EndToEnd;

/// <summary>What the map costs the browser at the sizes of a large city. Logs; the machine of a test is no measure for an assertion.</summary>
[Collection(RealCity.Name)]
public sealed class MapLoadTests(OperatorCity city, ITestOutputHelper output)
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public async Task FramesAndPans_AreMeasured(int stations)
    {
        await using var page = await city.PageAsync();
        await ManyStations.ServeAsync(page, stations);
        await page.OpenAsync();
        await page.SeesAsync(page.Page.Locator($"#map .map[data-stations='{stations.ToString(CultureInfo.InvariantCulture)}']"));
        var text = await page.Page.EvaluateAsync<string>(Measure, stations);
        output.WriteLine($"{stations} stations: {text}");
        var measured = JsonNode.Parse(text)!;
        Assert.Equal((20, 20), ((int)measured["quiet"]!["frames"]!, (int)measured["storm"]!["frames"]!));
        Assert.Equal(stations / 2, (int)measured["marked"]!);
        await page.EndsQuietlyAsync($"Map_{stations.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>
    /// Twenty frames of 20 changes, twenty that turn a fortieth of the city each time until half of it is abnormal, then twenty pans. Times in ms; long tasks are
    /// those of the browser, from 50 ms.
    /// </summary>
    const string Measure = """
        async stations => {
          const map = document.querySelector("#map .map").cityMap, gl = map.gl;
          const idle = () => new Promise(done => { gl.once("idle", done); gl.triggerRepaint(); });
          const tasks = [];
          new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => Math.round(e.duration)))).observe({ type: "longtask" });
          const frames = async rowsOf => {
            const times = [];
            for (let i = 0; i < 20; i++) {
              const rows = rowsOf(i), states = rows.map(row => 1 + row % 4);
              const began = performance.now();
              map.play(rows, states);
              times.push(performance.now() - began);
              await idle();
            }
            times.sort((a, b) => a - b);
            return { frames: times.length, median: +times[10].toFixed(2), longest: +times[19].toFixed(2) };
          };
          await idle();
          const quiet = await frames(i => Array.from({ length: 20 }, (_, k) => i * 20 + k));
          map.play(Array.from({ length: 400 }, (_, k) => k), Array.from({ length: 400 }, () => 0));
          await idle();
          tasks.length = 0;
          const pans = [];
          for (let i = 0; i < 20; i++) {
            const began = performance.now();
            gl.panBy([i % 2 ? 90 : -60, i % 3 ? 40 : -50], { animate: false });
            await idle();
            pans.push(performance.now() - began);
          }
          pans.sort((a, b) => a - b);
          const panTasks = [...tasks];
          const size = stations / 40;
          const storm = await frames(i => Array.from({ length: size }, (_, k) => i * size + k));
          const marked = Array.from({ length: stations }, (_, k) => map.stateOf("many-" + k)).filter(state => state > 0).length;
          return JSON.stringify({ quiet, storm, marked, pans: { median: Math.round(pans[10]), longest: Math.round(pans[19]) }, longTasksOfPans: panTasks, repaints: map.measured.repaints });
        }
        """;
}
