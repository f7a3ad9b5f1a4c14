using CityOps.Dashboard.Demo;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Sqlite;
using CityOps.Storage.Telemetry.Embedded;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboard;

/// <summary>The whole city in one process: from the command line to the exit code.</summary>
static class Standalone
{
    /// <summary>Open pages hold connections; who stops the city does not wait for them.</summary>
    static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(8);

    /// <summary>0: stopped as asked. 1: cannot run with this configuration or data. 2: a port is in use. 3: the data folder is.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await RunCityAsync(args);
            return 0;
        }
        catch (Exception e) when (e is SettingsException or NewerFormatException or TelemetryFormatException or SchemaTooNewException or InvalidDataException)
        {
            return Say(1, e.Message);
        }
        catch (PortInUseException e)
        {
            return Say(2, e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Say(2, $"{e.Message} Choose another port with --Urls.");
        }
        catch (DataFolderHeldException e)
        {
            return Say(3, e.Message);
        }
    }

    static async Task RunCityAsync(string[] args)
    {
        var options = CommandLine.Read(args);
        var builder = WebApplication.CreateBuilder(options.Rest);
        builder.Configuration.AddSecretFiles(Environment.GetEnvironmentVariable(SecretFiles.FolderVariable));
        var settings = CitySettingsReader.Read(builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsProduction());
        var clock = TimeProvider.System;
        Ports.Check(settings);

        using var folder = DataFolder.Open(settings.LockFile);
        if (options.ResetDemo)
        {
            DemoReset.Run(settings);
        }

        using var logging = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        await using var store = await EmbeddedTelemetryStore.OpenAsync(
            new EmbeddedStoreOptions { Path = settings.TelemetryFile }, clock, logging.CreateLogger<EmbeddedTelemetryStore>());
        builder.Services.AddIngestion(settings, clock).AddEmbeddedStore(store);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddDashboard(settings, builder.Environment.IsDevelopment());
        if (settings.Demo)
        {
            builder.Services.AddDemo();
        }

        await using var app = builder.Build();
        app.MapDashboard();
        await OpenFilesAsync(app.Services, clock);
        await app.RunAsync();
    }

    /// <summary>Before the host starts: it would log a stack beside the sentence that says why a file is refused.</summary>
    static async Task OpenFilesAsync(IServiceProvider services, TimeProvider clock)
    {
        services.GetRequiredService<Journal>();
        await CityDatabaseSetup.MigrateAsync(services.GetRequiredService<IDbContextFactory<CityDatabase>>(), clock);
    }

    static int Say(int exitCode, string message)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }
}
