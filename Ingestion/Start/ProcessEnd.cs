using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Mqtt;
using CityOps.Storage.City;
using CityOps.Storage.Sqlite;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.AspNetCore.Connections;

namespace CityOps.Ingestion.Start;

/// <summary>How our programs end: what cannot be helped from inside becomes a sentence and an exit code.</summary>
public static class ProcessEnd
{
    /// <summary>Open pages and questions hold connections; who stops a process does not wait for them.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(8);

    /// <summary>
    /// What the program says, or 1: cannot run, or go on, with this configuration or data. 2: a port is in use. 3: the data folder is.
    /// </summary>
    /// <param name="portSetting">The setting that moves the web port.</param>
    public static async Task<int> OfAsync(Func<Task<int>> program, string portSetting)
    {
        try
        {
            return await program();
        }
        catch (Exception e) when (e is SettingsException or DamagedFileException or NewerFormatException or TelemetryFormatException or SchemaTooNewException or InvalidDataException)
        {
            return Say(1, e.Message);
        }
        catch (Exception e) when (e is SessionTakenOverException || e.InnerException is SessionTakenOverException or DamagedFileException)
        {
            return Say(1, (e as SessionTakenOverException ?? e.InnerException!).Message);
        }
        catch (PortInUseException e)
        {
            return Say(2, e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Say(2, $"{e.Message} Choose another port with --{portSetting}.");
        }
        catch (DataFolderHeldException e)
        {
            return Say(3, e.Message);
        }
    }

    static int Say(int exitCode, string message)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
