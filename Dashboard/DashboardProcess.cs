using CityOps.Core.Clocks;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Start;

namespace CityOps.Dashboard;

/// <summary>The Dashboard program, from the command line to the exit code: the whole city in one process, or pages and API only.</summary>
static class DashboardProcess
{
    /// <summary>0: stopped as asked. 1: cannot run with this configuration or data. 2: a port is in use. 3: the data folder is.</summary>
    public static Task<int> RunAsync(string[] args) => ProcessEnd.OfAsync(() => RunAsync(CommandLine.Read(args)), "Urls");

    static async Task<int> RunAsync(CommandLine line)
    {
        var (builder, settings) = CityBuilder.Create(line, CityProgram.Dashboard);
        if (line.Health)
        {
            return await HealthVerb.AskAsync(settings);
        }

        if (line.VerifyAudit)
        {
            return await AuditVerb.RunAsync(settings, line.Head, TimeProvider.System);
        }

        if (line.ResetDemo)
        {
            DemoReset.Check(settings);
        }

        Ports.Check(settings);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ProcessEnd.StopWithin);
        await (settings.Role == CityRole.Dashboard
            ? SplitDashboard.RunAsync(builder, settings, TimeProvider.System)
            : Standalone.RunAsync(builder, settings, ClockOf(settings), line.ResetDemo));
        return 0;
    }

    static TimeProvider ClockOf(CitySettings settings) => settings.Clock is { } clock
        ? new ScaledClock(TimeProvider.System, clock.Start ?? TimeProvider.System.GetUtcNow(), clock.Speed)
        : TimeProvider.System;
}
