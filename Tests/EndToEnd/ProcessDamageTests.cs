using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>A data folder with a broken file in it: the process says which and what to do, and what it says can be done.</summary>
public sealed class ProcessDamageTests : IAsyncLifetime
{
    readonly TempFolder _data = new();

    public async ValueTask InitializeAsync()
    {
        await using var city = await StartAsync();
        await city.PublishAsync("cityops/v1/air/aq-1/readings", """{"v":{"pm10":20}}""");
        Assert.Equal(0, await city.StopAsync());
    }

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("city.db", "city.db")]
    [InlineData("telemetry.db", "telemetry.db")]
    [InlineData("journal/index.db", "journal")]
    [InlineData("journal/1.db", "journal")]
    public async Task DamagedFile_IsRefusedInWordsAndTheCityStartsWithoutIt(string file, string movedAway)
    {
        var whole = await File.ReadAllBytesAsync(_data.File(file));
        byte[] garbage = [.. Enumerable.Repeat((byte)0xA5, whole.Length)];
        foreach (var damaged in new[] { whole[..(whole.Length / 2)], [.. garbage[..5_000], .. whole[5_000..]], garbage })
        {
            await File.WriteAllBytesAsync(_data.File(file), damaged);
            var (exitCode, output) = await CityProcess.RunToExitAsync(FreePort.Next(), FreePort.Next(), _data.Path, "Production", "--Demo:Enabled=false");
            Assert.Equal(1, exitCode);
            Assert.Contains($"{_data.File(file)} is damaged: ", output, StringComparison.Ordinal);
            Assert.Contains("backup, or move ", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(_data.File(file)));
        }

        Directory.Move(_data.File(movedAway), _data.File("away"));
        await using var city = await StartAsync();
        await city.PublishAsync("cityops/v1/air/aq-1/readings", """{"v":{"pm10":21}}""");
        Assert.Equal(0, await city.StopAsync());
    }

    [Fact]
    public async Task EmptiedSegment_IsMissedAndItsPositionsAreNotGivenAgain()
    {
        await File.WriteAllBytesAsync(_data.File("journal/1.db"), []);
        var (exitCode, output) = await CityProcess.RunToExitAsync(FreePort.Next(), FreePort.Next(), _data.Path, "Production", "--Demo:Enabled=false");
        Assert.Equal(1, exitCode);
        Assert.Contains("a file is missing or empty", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    Task<CityProcess> StartAsync() => CityProcess.StartAsync(_data.Path, "Production");
}
