namespace CityOps.Dashboard.Live.Latency;

/// <summary>What was seen on a screen for the first time.</summary>
public enum SeenKind : byte
{
    Value,
    Alert,
}

/// <summary>One part of the way from a device to a screen.</summary>
public enum Hop : byte
{
    /// <summary>From the device's time to our intake. Only values.</summary>
    Intake,
    /// <summary>From intake to this process; for an alert from the time of the reading that raised it.</summary>
    Dashboard,
    /// <summary>From this process to the painted pixel.</summary>
    Screen,
    /// <summary>All of the way.</summary>
    Whole,
}

/// <summary>How long one new value or alert was on its way to one screen, in milliseconds.</summary>
/// <param name="IntakeMs">From the device's time to our intake; null for an alert.</param>
public readonly record struct Sighting(SeenKind Kind, int? IntakeMs, int DashboardMs, int ScreenMs)
{
    /// <summary>A device that sends what it kept, or whose clock is this far off, tells nothing about our speed.</summary>
    const int MostOfDevice = 60_000;
    const int DeviceAhead = -2_000;

    /// <summary>The time of the device can be believed.</summary>
    public bool IsPrompt => (IntakeMs ?? DashboardMs) is >= DeviceAhead and <= MostOfDevice;

    public int WholeMs => (IntakeMs ?? 0) + DashboardMs + ScreenMs;

    /// <summary>As a page's script sends it: the kind, then each hop in milliseconds. Null for anything else.</summary>
    public static Sighting? Read(IReadOnlyList<int>? numbers) => numbers switch
    {
        [0, var intake, var dashboard, var screen] when IsTime(dashboard) && IsTime(screen) => new Sighting(SeenKind.Value, intake, dashboard, screen),
        [1, var dashboard, var screen] when IsTime(screen) => new Sighting(SeenKind.Alert, null, dashboard, screen),
        _ => null,
    };

    // The browser's idea of our clock may be a few milliseconds off.
    static bool IsTime(int milliseconds) => milliseconds is >= -100 and <= 600_000;
}
