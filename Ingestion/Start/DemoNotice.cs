using CityOps.Ingestion.Configuration;

namespace CityOps.Ingestion.Start;

/// <summary>Tells who asked for a simulated city where it cannot play how to get one.</summary>
public static class DemoNotice
{
    public static void Say(CitySettings settings, ILogger logger)
    {
        if (settings is { Demo.Enabled: true, PlaysDemo: false })
        {
            logger.LogInformation(
                "Demo:Enabled: the simulated city plays inside a Dashboard that has ingestion and the embedded broker in it; here, start the program Simulators");
        }
    }
}
