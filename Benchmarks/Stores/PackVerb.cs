using System.Globalization;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Benchmarks.Stores;

/// <summary>
/// The verb <c>pack &lt;file&gt; [--step]</c>: packs a telemetry store that no other program has open, and says a line for each piece.
/// With <c>--step</c> it goes on from each when it has read a line.
/// </summary>
static class PackVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var file, .. [] or ["--step"]] || !File.Exists(file))
        {
            await Console.Error.WriteLineAsync("pack <telemetry.db> [--step]");
            return 1;
        }

        await using var store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = file }, TimeProvider.System);
        await store.PackAsync(long.MaxValue, new Lines(step: args.Length > 1), CancellationToken.None);
        return 0;
    }

    /// <summary>At once: whoever reads them may end this process in the next moment.</summary>
    sealed class Lines(bool step) : IProgress<UpkeepProgress>
    {
        public void Report(UpkeepProgress value)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Of}"));
            Console.Out.Flush();
            if (step)
            {
                Console.ReadLine();
            }
        }
    }
}
