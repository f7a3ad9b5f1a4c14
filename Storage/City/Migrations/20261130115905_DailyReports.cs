using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class DailyReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Report",
                table: "delivery",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "daily_report",
                columns: table => new
                {
                    Day = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_report", x => x.Day);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "daily_report");

            migrationBuilder.DropColumn(
                name: "Report",
                table: "delivery");
        }
    }
}
