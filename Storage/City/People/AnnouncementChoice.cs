namespace CityOps.Storage.City;

/// <summary>Which new alerts a page says to screen readers, with a sound where that is on. Names are in the city database.</summary>
public enum AnnouncementChoice
{
    All,
    Critical,
    None,
}
