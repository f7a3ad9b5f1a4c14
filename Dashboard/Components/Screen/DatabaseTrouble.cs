using System.Data.Common;

namespace CityOps.Dashboard.Components.Screen;

/// <summary>Whether something failed because the city database cannot be reached now, which a page says and survives.</summary>
static class DatabaseTrouble
{
    public static bool Is(Exception e) => e is DbException or TimeoutException or IOException || e.InnerException is DbException;
}
