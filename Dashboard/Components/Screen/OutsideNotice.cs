namespace CityOps.Dashboard.Components.Screen;

/// <summary>A notification of the browser.</summary>
/// <param name="Tag">Of two with the same the browser shows the newer.</param>
/// <param name="Stays">Until somebody closes it, where the browser can do that.</param>
/// <param name="Href">What a click opens, below the address of the site.</param>
sealed record OutsideNotice(string Tag, string Title, string Body, bool Stays, string Href);
