using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Replay;

/// <summary>What a recording has, found by reading it once: without that, nobody knows when it ends, or whose births to send.</summary>
/// <param name="FirstMs">Earliest row that can be used, Unix ms.</param>
/// <param name="LastMs">Latest one.</param>
/// <param name="Keys">What the device column has.</param>
sealed record Survey(RowTally Tally, long FirstMs, long LastMs, IReadOnlyList<string> Keys)
{
    const int LookEvery = 1_000;

    /// <param name="share">Told how much was read, 0 to 1.</param>
    /// <exception cref="UnusableException">A file cannot be read, lacks a column, or has no row that can be used.</exception>
    public static Survey Of(ReplayOptions options, CsvMapping mapping, Action<double> share, CancellationToken ct)
    {
        var tally = new RowTally(mapping);
        using var rows = new Recordings(options.Files, mapping, options.Period, tally);
        var (first, last) = (long.MaxValue, long.MinValue);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 0; rows.Next(); n++)
        {
            var row = rows.Current!;
            (first, last) = (Math.Min(first, row.At), Math.Max(last, row.At));
            keys.Add(row.Device);
            if (n % LookEvery == 0)
            {
                ct.ThrowIfCancellationRequested();
                share(rows.Share);
            }
        }

        return tally.Used > 0 ? new Survey(tally, first, last, [.. keys]) : throw new UnusableException(Nothing(options, tally));
    }

    static string Nothing(ReplayOptions options, RowTally tally) =>
        tally.Rows == 0 ? $"{string.Join(", ", options.Files)}: there are no rows"
        : tally.Outside > 0 ? $"All {tally.Outside} rows are outside --from and --to"
        : $"Not one of {tally.Rows} rows can be used. Is the mapping right? {string.Join("; ", tally.Examples)}";
}
