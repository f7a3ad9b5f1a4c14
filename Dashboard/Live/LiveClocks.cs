namespace CityOps.Dashboard.Live;

/// <summary>
/// The city's time, which may run faster than ours in a demonstration, and the time that screens and networks live in.
/// </summary>
/// <param name="City">Goes into what people read.</param>
/// <param name="Pace">Drives how often something is sent or asked.</param>
public sealed record LiveClocks(TimeProvider City, TimeProvider Pace);
