using CityOps.Core.City;
using CityOps.Storage.City;
using CityOps.Storage.City.Entities;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Storage.City;

/// <summary>The alert log on a SQLite file.</summary>
public sealed class AlertLogTests : AlertLogSuite
{
    CityFile _file = null!;

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override async Task CreateDatabaseAsync() => _file = await CityFile.MigratedAsync();

    private protected override IDbContextFactory<CityDatabase> Open() => _file.Open();

    /// <summary>What a person set counts before what the device said of itself.</summary>
    [Fact]
    public async Task Recorded_KnowsHowOftenItsDeviceReports()
    {
        await using (var db = await _file.Open().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Devices.AddRange(
                new DeviceEntity { Id = "aq-1", Domain = "air", Registration = Registration.Accepted, BirthIntervalSeconds = 60 },
                new DeviceEntity { Id = "aq-2", Domain = "air", Registration = Registration.Accepted, BirthIntervalSeconds = 60, IntervalSeconds = 600 });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var log = new AlertLog(_file.Open(), TimeSpan.FromMinutes(15));
        await log.AppendAsync([SomeAlert.Raised("a"), SomeAlert.Raised("b", device: "aq-2"), SomeAlert.Raised("c", device: "aq-3")], SomeAlert.Now, TestContext.Current.CancellationToken);
        var recorded = await log.RecordedAsync(SomeAlert.Now, SomeAlert.Now + 1, TestContext.Current.CancellationToken);
        Assert.Equal([60, 600, null], recorded.OrderBy(alert => alert.Id).Select(alert => alert.IntervalSeconds));
    }
}
