using System.Globalization;
using CityOps.Storage.Telemetry;
using CityOps.Storage.Telemetry.Embedded;

namespace CityOps.Benchmarks.Stores;

/// <summary>The verb <c>pack &lt;file&gt;</c>: packs a telemetry store that no other program has open, and says a line for each piece.</summary>
static class PackVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var file] || !File.Exists(file))
        {
            await Console.Error.WriteLineAsync("pack <telemetry.db>");
            return 1;
        }

        await using var store = await EmbeddedTelemetryStore.OpenAsync(new EmbeddedStoreOptions { Path = file }, TimeProvider.System);
        await store.PackAsync(long.MaxValue, new Lines(), CancellationToken.None);
        return 0;
    }

    /// <summary>At once: whoever reads them may end this process in the next moment.</summary>
    sealed class Lines : IProgress<UpkeepProgress>
    {
        public void Report(UpkeepProgress value)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Done} of {value.Of}"));
            Console.Out.Flush();
        }
    }
}
