using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CityOps.Storage.City.Migrations
{
    /// <inheritdoc />
    public partial class StationAttributes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Attributes",
                table: "station",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Attributes",
                table: "station");
        }
    }
}
