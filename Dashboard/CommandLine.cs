namespace CityOps.Dashboard;

/// <summary>The few words of the command line that are not configuration.</summary>
/// <param name="ResetDemo">Forget the demo's data and begin anew.</param>
/// <param name="Rest">Configuration, such as <c>--Broker:Port=1884</c>.</param>
sealed record CommandLine(bool ResetDemo, string[] Rest)
{
    const string ResetDemoSwitch = "--reset-demo";

    public static CommandLine Read(string[] args) =>
        new(args.Contains(ResetDemoSwitch), [.. args.Where(arg => arg != ResetDemoSwitch)]);
}
