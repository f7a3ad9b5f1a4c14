namespace CityOps.Ingestion.Configuration;

/// <summary>The simulated city.</summary>
/// <param name="Enabled">It is wanted. Refused in Production.</param>
/// <param name="Incidents">Something goes wrong every few minutes by itself, and went wrong yesterday; else only what somebody starts.</param>
/// <param name="Stations">How large it is.</param>
public sealed record DemoSettings(bool Enabled, bool Incidents, int Stations)
{
    // The simulator's own; this project does not know it.
    const int FewestStations = 30;
    const int MostStations = 20_000;
    const int UsualStations = 300;

    internal static DemoSettings Read(SettingsReader reader, bool production)
    {
        var demo = new DemoSettings(
            reader.Flag("Demo:Enabled", false), reader.Flag("Demo:Incidents", true), reader.Number("Demo:Stations", UsualStations, FewestStations, MostStations));
        if (demo.Enabled && production)
        {
            reader.Mistake("Demo:Enabled", "the simulated city is refused in Production");
        }

        return demo;
    }
}
