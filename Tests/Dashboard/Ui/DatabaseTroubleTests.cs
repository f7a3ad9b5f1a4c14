using CityOps.Dashboard.Components.Screen;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class DatabaseTroubleTests
{
    [Fact]
    public void ALockedDatabase_IsSurvived_AMistakeOfOursIsNot()
    {
        var locked = new SqliteException("database is locked", 5);
        Assert.True(DatabaseTrouble.Is(locked));
        Assert.True(DatabaseTrouble.Is(new DbUpdateException("An error occurred", locked)));
        Assert.True(DatabaseTrouble.Is(new TimeoutException()));
        Assert.False(DatabaseTrouble.Is(new InvalidOperationException("BUG")));
        Assert.False(DatabaseTrouble.Is(new NullReferenceException()));
    }
}
