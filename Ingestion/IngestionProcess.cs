using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Mqtt.Access;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Start;

namespace CityOps.Ingestion;

/// <summary>Ingestion as a program of its own: intake, journal, alerts, store and jobs, without pages.</summary>
static class IngestionProcess
{
    const string BrokerAccessVerb = "broker-access";

    /// <summary>0: stopped as asked. 1: cannot run with this configuration or data. 2: a port is in use. 3: the data folder is.</summary>
    public static Task<int> RunAsync(string[] args) => args is [BrokerAccessVerb, .. var rest]
        ? Task.FromResult(BrokerAccess.Run(rest, Console.Out, Console.Error))
        : ProcessEnd.OfAsync(() => RunAsync(CommandLine.Read(args)), "Ingestion:HttpPort");

    /// <summary>Everything but files and ports: puts the program together.</summary>
    internal static WebApplication Build(WebApplicationBuilder builder, CitySettings settings, TimeProvider clock)
    {
        builder.Services.AddIngestion(settings, clock).AddInfluxDb(settings);
        builder.Services.AddIngestionHttp(builder.Environment.IsDevelopment());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ProcessEnd.StopWithin);
        builder.WebHost.UseUrls(settings.Web.Addresses[0].Text);
        var app = builder.Build();
        app.MapIngestionHttp();
        return app;
    }

    static async Task<int> RunAsync(CommandLine line)
    {
        var (builder, settings) = CityBuilder.Create(line, CityProgram.Ingestion);
        if (line.Health)
        {
            return await HealthVerb.AskAsync(settings);
        }

        if (line.ResetDemo)
        {
            throw new SettingsException(["--reset-demo: belongs to the Dashboard with the simulated city in it"]);
        }

        Ports.Check(settings);
        using var folder = DataFolder.Open(settings.LockFile);
        await using var app = Build(builder, settings, TimeProvider.System);
        await CityFiles.OpenAsync(app.Services, settings, TimeProvider.System);
        DemoNotice.Say(settings, app.Logger);
        await app.RunAsync();
        return 0;
    }
}
