using CityOps.Core.Readings;

namespace CityOps.Storage.Telemetry.Embedded;

/// <content>
/// Upkeep takes turns with flushing, one short transaction at a time. What is to be deleted is flushed first: the file's journal
/// position has passed it then, so that no replay brings it back.
/// </content>
public sealed partial class EmbeddedTelemetryStore
{
    /// <inheritdoc/>
    /// <remarks>Readings that are written while it runs may stay.</remarks>
    public async ValueTask<long?> DeleteAsync(SeriesId series, long from, long to, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        return from < to && recent.NumberOf(series) is { } number
            ? await EraseAsync(new() { [number] = series }, from, to, null, cancellationToken)
            : 0;
    }

    /// <inheritdoc/>
    /// <remarks>Readings that are written while it runs may stay.</remarks>
    public async ValueTask<long?> ForgetBeforeAsync(
        string domain, long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        return before == long.MinValue ? 0 : await EraseAsync(recent.Numbers(domain), long.MinValue, before, progress, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Hours that end after the moment stay open, and so does what is not flushed.</remarks>
    public async ValueTask PackAsync(long before, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        var series = new Queue<int>(recent.Numbers().Keys.Order());
        for (var of = series.Count; series.Count > 0;)
        {
            await InTurnAsync(() => packer.Pack(series, BlockCodec.HourOf(before)), cancellationToken);
            progress?.Report(new UpkeepProgress(of - series.Count, of));
        }

        await GiveBackAsync(cancellationToken);
    }

    async Task<long> EraseAsync(
        Dictionary<int, SeriesId> series, long from, long to, IProgress<UpkeepProgress>? progress, CancellationToken cancellationToken)
    {
        var all = series.Keys.Order().Select(number => new Erasure(number, from, to)).ToList();
        var left = new Queue<Erasure>(all);
        await FlushAllAsync(cancellationToken);
        while (left.Count > 0)
        {
            await InTurnAsync(() => Erase(left, series), cancellationToken);
            progress?.Report(new UpkeepProgress(all.Count - left.Count, all.Count));
        }

        await GiveBackAsync(cancellationToken);
        return all.Sum(erasure => erasure.Count ?? 0);
    }

    void Erase(Queue<Erasure> erasures, Dictionary<int, SeriesId> series)
    {
        foreach (var (number, latest) in eraser.Erase(erasures, number => series[number]))
        {
            recent.ReplaceLatest(series[number], number, latest);
        }
    }

    async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            await InTurnAsync(() => more = freePages.GiveBack(), cancellationToken);
        }
    }
}
