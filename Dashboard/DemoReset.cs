using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard;

/// <summary><c>--reset-demo</c>: forgets what the simulated city left. Removes our own files only, and only in the demo.</summary>
static class DemoReset
{
    /// <exception cref="SettingsException">This is no demo, or not all of it is in our files.</exception>
    public static void Check(CitySettings settings)
    {
        if (!settings.Demo.Enabled)
        {
            throw new SettingsException(["--reset-demo: removes data and works only while Demo:Enabled is true"]);
        }

        if (!settings.PlaysDemo)
        {
            throw new SettingsException(
                ["--reset-demo: removes data and works only where the simulated city plays: with Ingestion:InProcess=true and Broker:Mode=Embedded"]);
        }

        if (settings.StoreKind != StoreKind.Embedded)
        {
            throw new SettingsException(
                [$"--reset-demo: does not empty InfluxDB; drop the databases {settings.InfluxDb.Prefix}_* there and the folder {settings.DataPath} here, or choose another Store:InfluxDb:Prefix and Data:Path"]);
        }
    }

    public static void Run(CitySettings settings)
    {
        foreach (var file in (ReadOnlySpan<string>)[settings.TelemetryFile, settings.CityFile])
        {
            foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            {
                File.Delete(file + suffix);
            }
        }

        File.Delete(settings.EvaluatorFile);
        if (Directory.Exists(settings.JournalFolder))
        {
            Directory.Delete(settings.JournalFolder, recursive: true);
        }

        Console.WriteLine("The demo begins anew.");
    }
}
