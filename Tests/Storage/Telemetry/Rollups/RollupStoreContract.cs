using CityOps.Core.City;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Rollups;
using static CityOps.Tests.Storage.Telemetry.TestBatches;

namespace CityOps.Tests.Storage.Telemetry.Rollups;

/// <summary>What every keeper of roll-ups must do.</summary>
public abstract class RollupStoreContract : IAsyncLifetime
{
    /// <summary>2026-01-11T23:00:00Z: the 12th begins in Ljubljana.</summary>
    protected const long Midnight = T0 - (31 * Hour);

    protected static readonly Series Air = new(Pm10, "air", "ug/m3");
    protected static readonly Series Traffic = new(Flow, "traffic", "veh/h");

    protected IRollupStore Store { get; set; } = null!;

    protected abstract ValueTask<IRollupStore> OpenAsync();

    /// <summary>It deletes when asked.</summary>
    protected virtual bool Forgets => true;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WhatWasWritten_IsRead_BitForBit()
    {
        var rollups = new[] { new Rollup(T0, 3, 0.1 + 0.2, -1e300, 1e300, 0.75), new Rollup(T0 + Hour, 1, 5e-324, 5e-324, 5e-324, null) };
        await WriteAsync(Air, rollups);
        Assert.Equal(rollups, await ReadAsync(RollupSpan.Hour, Air));
    }

    [Fact]
    public async Task Cover_IsWhatWasSaidLast()
    {
        Assert.Null(await Store.CoverAsync(RollupSpan.Hour, default));
        await Store.SetCoverAsync(RollupSpan.Hour, new RollupCover(T0, T0 + Hour), default);
        await Store.SetCoverAsync(RollupSpan.Hour, new RollupCover(T0, T0 + (2 * Hour)), default);
        (Store as IDisposable)?.Dispose();
        Store = await OpenAsync();
        Assert.Equal(new RollupCover(T0, T0 + (2 * Hour)), await Store.CoverAsync(RollupSpan.Hour, default));
        Assert.Null(await Store.CoverAsync(RollupSpan.Day, default));
    }

    [Fact]
    public async Task WrittenAgain_TakesThePlace_AndEmptyGoes()
    {
        await WriteAsync(Air, new Rollup(T0, 1, 1, 1, 1, 1), new Rollup(T0 + Hour, 1, 2, 2, 2, 1));
        await WriteAsync(Air, new Rollup(T0, 2, 5, 4, 6, 1), Rollup.Empty(T0 + Hour));
        Assert.Equal([new Rollup(T0, 2, 5, 4, 6, 1)], await ReadAsync(RollupSpan.Hour, Air));
    }

    [Fact]
    public async Task SpansAndSeries_AreApart_AndTimesHalfOpen()
    {
        await WriteAsync(Air, new Rollup(Midnight, 1, 1, 1, 1, null), new Rollup(Midnight + Hour, 1, 2, 2, 2, null));
        await WriteAsync(Traffic, new Rollup(Midnight, 1, 7, 7, 7, null));
        await Store.WriteAsync(RollupSpan.Day, [new SeriesRollups(Air, [new Rollup(Midnight, 2, 1.5, 1, 2, null)])], default);
        Assert.Equal([1d], Means(await Store.ReadAsync(RollupSpan.Hour, Pm10, Midnight, Midnight + Hour, default)));
        Assert.Equal([2d], Means(await Store.ReadAsync(RollupSpan.Hour, Pm10, Midnight + 1, Midnight + Hour + 1, default)));
        Assert.Equal([1.5], Means(await Store.ReadAsync(RollupSpan.Day, Pm10, Midnight, Midnight + 1, default)));
        Assert.Empty(await Store.ReadAsync(RollupSpan.Day, Pm10, Midnight + 1, Midnight + (24 * Hour), default));
        Assert.Empty(await ReadAsync(RollupSpan.Hour, new Series(Pm25, "air", "ug/m3")));
    }

    [Fact]
    public async Task Forgetting_IsOfOneDomainAndSpan()
    {
        await WriteAsync(Air, new Rollup(T0, 1, 1, 1, 1, null), new Rollup(T0 + Hour, 1, 2, 2, 2, null));
        await WriteAsync(Traffic, new Rollup(T0, 1, 7, 7, 7, null));
        await Store.WriteAsync(RollupSpan.Day, [new SeriesRollups(Air, [new Rollup(Midnight, 2, 1.5, 1, 2, null)])], default);
        if (!Forgets)
        {
            await Assert.ThrowsAsync<TelemetryStoreException>(async () => await Store.ForgetBeforeAsync(RollupSpan.Hour, "air", T0 + Hour, default));
            return;
        }

        await Store.ForgetBeforeAsync(RollupSpan.Hour, "air", T0 + Hour, default);
        Assert.Equal([2d], Means(await ReadAsync(RollupSpan.Hour, Air)));
        Assert.Equal([7d], Means(await ReadAsync(RollupSpan.Hour, Traffic)));
        Assert.Equal([1.5], Means(await ReadAsync(RollupSpan.Day, Air)));
    }

    protected ValueTask WriteAsync(Series series, params Rollup[] rollups) => Store.WriteAsync(RollupSpan.Hour, [new SeriesRollups(series, rollups)], default);

    protected ValueTask<IReadOnlyList<Rollup>> ReadAsync(RollupSpan span, Series series) => Store.ReadAsync(span, series.Id, T0 - (100 * 24 * Hour), T0 + (100 * 24 * Hour), default);

    static IEnumerable<double> Means(IReadOnlyList<Rollup> rollups) => rollups.Select(rollup => rollup.Mean);
}
