namespace CityOps.Dashboard.Components.Screen;

/// <summary>Why a screen should draw.</summary>
[Flags]
public enum ScreenBeat
{
    None = 0,
    /// <summary>The live picture has another version.</summary>
    Moved = 1,
    /// <summary>A second has passed: clocks and ages.</summary>
    Second = 2,
}
