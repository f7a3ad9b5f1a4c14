using CityOps.Ingestion.Configuration;

namespace CityOps.Dashboard;

/// <summary><c>--reset-demo</c>: forgets what the simulated city left. Removes our own files only, and only in the demo.</summary>
static class DemoReset
{
    /// <exception cref="SettingsException">This is no demo.</exception>
    public static void Run(CitySettings settings)
    {
        if (!settings.Demo)
        {
            throw new SettingsException(["--reset-demo: removes data and works only while Demo:Enabled is true"]);
        }

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
