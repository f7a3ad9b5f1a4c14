using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Intake;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;
using CityOps.Storage.Telemetry.Rollups;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Ingestion.Start;

/// <summary>Opens what the process owns before its host starts: the host would log a stack beside the sentence that says why a file is refused.</summary>
public static class CityFiles
{
    /// <exception cref="SettingsException">The city database cannot be where the setting says.</exception>
    /// <exception cref="DamagedFileException">A file cannot be read.</exception>
    /// <exception cref="SchemaTooNewException">A newer program wrote it.</exception>
    public static async Task OpenAsync(IServiceProvider services, CitySettings settings, TimeProvider clock)
    {
        services.GetRequiredService<Journal>();
        services.GetRequiredService<IntakeMemory>();
        services.GetRequiredService<IRollupStore>();
        MakeFolderOf(settings.CityFile);
        await CityDatabaseSetup.MigrateAsync(services.GetRequiredService<IDbContextFactory<CityDatabase>>(), clock);
    }

    static void MakeFolderOf(string cityFile)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(cityFile))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"City:Database: the folder cannot be made: {e.Message}"]);
        }
    }
}
