namespace CityOps.Simulators.City.People;

/// <summary>How people spend a day.</summary>
enum DayKind : byte
{
    Working,
    Saturday,
    /// <summary>Sundays and public holidays.</summary>
    Free,
}
