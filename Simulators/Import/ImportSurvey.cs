using CityOps.Simulators.Import.Rows;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Import;

/// <summary>What the files have, found by reading them once: without that, nobody knows when it ends, what is too old, or whose account to look at.</summary>
/// <param name="FirstMs">Oldest row that is to be sent, Unix ms.</param>
/// <param name="LastMs">Newest one.</param>
/// <param name="Devices">Whose rows are to be sent.</param>
sealed record ImportSurvey(ImportTally Tally, long FirstMs, long LastMs, IReadOnlySet<string> Devices)
{
    const int LookEvery = 1_000;

    /// <param name="share">Told how much was read, 0 to 1.</param>
    /// <exception cref="UnusableException">A file cannot be read, lacks a column, or there is no row to send.</exception>
    public static ImportSurvey Of(ImportOptions options, Action<double> share, CancellationToken ct)
    {
        var tally = new ImportTally();
        var (first, last) = (long.MaxValue, long.MinValue);
        var devices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, path) in options.Files.Index())
        {
            using var rows = new ExportedFile(path, options, tally);
            for (var n = 0; rows.Next(); n++)
            {
                var row = rows.Current;
                (first, last) = (Math.Min(first, row.At), Math.Max(last, row.At));
                devices.Add(row.Series.Device);
                if (n % LookEvery == 0)
                {
                    ct.ThrowIfCancellationRequested();
                    share((file + rows.Share) / options.Files.Count);
                }
            }
        }

        return tally.Used > 0 ? new ImportSurvey(tally, first, last, devices) : throw new UnusableException(Nothing(options, tally));
    }

    static string Nothing(ImportOptions options, ImportTally tally) =>
        tally.Rows == 0 ? $"{string.Join(", ", options.Files)}: there are no rows"
        : tally.Examples.Count == 0 ? $"All {tally.Rows} rows failed in the city they come from; --with-failed sends them all the same"
        : $"Not one of {tally.Rows} rows can be sent: {string.Join("; ", tally.Examples)}";
}
