using System.Runtime.InteropServices;
using CityOps.Storage.City;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard;

/// <summary>A Dashboard without ingestion does not make the city database: it waits until Ingestion has, and says so.</summary>
static class SchemaWait
{
    static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(3);

    /// <summary>False when somebody stopped the process meanwhile.</summary>
    /// <exception cref="SchemaTooNewException">A newer program wrote the database.</exception>
    public static async Task<bool> UntilThereAsync(IDbContextFactory<CityDatabase> factory, string cityFile, TimeProvider clock)
    {
        using var stop = new CancellationTokenSource();
        // The host, which would listen for these, has not started.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var there = CityDatabaseSetup.WaitForSchemaAsync(factory, clock, stop.Token);
        try
        {
            while (await Task.WhenAny(there, Task.Delay(SayEvery, clock)) != there)
            {
                Console.WriteLine(
                    $"Waiting for the tables of this release in the city database {cityFile}. Start Ingestion; if it runs, see that both have the same City:Database.");
            }

            await there;
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
