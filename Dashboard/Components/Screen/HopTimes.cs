using System.Globalization;

namespace CityOps.Dashboard.Components.Screen;

/// <summary>
/// The times a new value or alert carries onto the page, in <c>data-value-hops</c> and <c>data-alert-hops</c>, for the script to add when it was
/// painted. Unix ms. Only what is new gets them: what a scroll or a filter brings into sight was not on its way.
/// </summary>
static class HopTimes
{
    public static string OfValue(long observedAt, long receivedAt, long drawnAt) => string.Create(CultureInfo.InvariantCulture, $"{observedAt},{receivedAt},{drawnAt}");

    public static string OfAlert(long raisedAt, long drawnAt) => string.Create(CultureInfo.InvariantCulture, $"{raisedAt},{drawnAt}");
}
