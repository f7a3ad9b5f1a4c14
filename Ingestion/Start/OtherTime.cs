using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Start;

/// <summary>A city whose clock is not ours: says so, and sees to it that its files are not from its future.</summary>
public static class OtherTime
{
    /// <exception cref="SettingsException">The files know a later time than the clock that was asked for.</exception>
    public static void Check(IServiceProvider services, CitySettings settings, TimeProvider clock)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OtherTime));
        var (now, newest) = (clock.UnixMs(), services.GetRequiredService<Ledger>().Devices(0).Max(device => device.LastReceivedAt) ?? 0);
        if (settings.Clock is { } other)
        {
            if (newest > now)
            {
                throw new SettingsException([
                    $"City:Clock:Start: the city begins at {Instants.ToRfc3339(now)}, and {settings.DataPath} has messages that came at {Instants.ToRfc3339(newest)}; "
                    + "give it a later start, another Data:Path, or start with --reset-demo"]);
            }

            logger.LogWarning(
                "City:Clock: it is {Now} in this city, and its time goes {Speed} times as fast as ours. Nothing watches over CityOps itself", Instants.ToRfc3339(now), clock.Speed());
        }
        else if (newest > now)
        {
            logger.LogWarning(
                "It is {Now}, and {Folder} has messages that came at {Newest}: the machine's clock went back, or the city had a clock of its own", Instants.ToRfc3339(now), settings.DataPath,
                Instants.ToRfc3339(newest));
        }
    }
}
